package io.attain.payout;

/**
 * A line of a released batch and the way it is paid.
 *
 * @param awaitsBank whether it counts as paid only once it is confirmed
 */
record Payment(PayoutLine line, PayRoute route, String provider, boolean awaitsBank) {}
