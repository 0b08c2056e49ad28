-- The two roles and the database of a trial installation, run once by a superuser. The owner holds the tables and runs
-- the migrations; the application may only do what each migration grants. Choose other passwords anywhere else.
create role attain_owner login password 'attain';
create role attain_app login password 'attain';
create database attain owner attain_owner;
revoke all on database attain from public;
grant connect on database attain to attain_app;
