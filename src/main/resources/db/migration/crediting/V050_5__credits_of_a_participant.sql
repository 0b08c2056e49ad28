-- Previews look at the credits of a few people; without this each reads the credits of everybody.
create index credit_of_participant on crediting.credit (participant_id, event_date);
