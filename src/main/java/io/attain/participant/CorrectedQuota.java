package io.attain.participant;

/**
 * A correction on record.
 *
 * @param quota the measure and the first day of the window, in words
 */
public record CorrectedQuota(ParticipantId participant, String quota, QuotaCorrection correction) {}
