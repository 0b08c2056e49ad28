package io.attain.participant;

/** A name or alias and the participant it stands for. */
public record NamedParticipant(String name, ParticipantId id) {}
