-- rmig: upgrade
COPY t FROM stdin;
'
\.
COPY t FROM stdin;
-- rmig: downgrade
