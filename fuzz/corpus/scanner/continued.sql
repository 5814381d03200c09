SELECT 'a'
  -- b
  'c';
