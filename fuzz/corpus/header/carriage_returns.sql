-- revision = "a"
-- x = ""
