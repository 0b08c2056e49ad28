package io.attain.crediting.rule;

/** To whom a rule gives an event. */
public sealed interface Recipient {

    /** Whoever the source names as the seller. */
    record Seller() implements Recipient {}

    /** The owner of the account as of the event date. */
    record AccountOwner() implements Recipient {}

    /** The owner of the territory as of the event date: that of the event's attribute {@code territory}, else of its account. */
    record TerritoryOwner() implements Recipient {}

    /** The specialists of the product as of the event date, each with the percentage laid down for him. */
    record ProductSpecialist() implements Recipient {}

    /** Who stands for the partner that the event's attribute {@code partner} names. */
    record Partner() implements Recipient {}

    /** Who stands for the channel that the event's attribute {@code channel} names. */
    record Channel() implements Recipient {}

    /** Those who had the touches. */
    record Touches(Attribution attribution) implements Recipient {}
}
