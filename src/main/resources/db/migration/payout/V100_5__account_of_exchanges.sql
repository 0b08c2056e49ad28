insert into payout.gl_account (account_type, code, name) values ('EXCHANGE', '2390', 'Currency clearing');
