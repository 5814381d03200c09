-- Merge stock and loyalty.
--
-- revision = "e05b2d9a7c13"
-- down_revision = ["a6d83c5f2e91", "71c4f0b98a6e"]
-- created_at = 2026-10-01T09:00:00Z

-- rmig: upgrade

-- rmig: downgrade
