-- The line of a bank's order. A payment is ordered once; the reference is how the bank's answer finds it again.
create table payout.instruction (
    batch_id       bigint not null,
    participant_id text   not null,
    variant        text   not null,
    end_to_end_id  text   not null,
    primary key (batch_id, participant_id),
    foreign key (batch_id, participant_id) references payout.payment (batch_id, participant_id),
    constraint instruction_reference_once unique (end_to_end_id),
    constraint instruction_reference_shape check (end_to_end_id ~ '^[A-Z0-9-]{1,35}$')
);
create trigger instruction_append_only before update or delete on payout.instruction
    for each row execute function payout.refuse_change();
grant select, insert on payout.instruction to attain_app;
