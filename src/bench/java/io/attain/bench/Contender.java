package io.attain.bench;

/** Something that computes the lines of one participant after the other. */
interface Contender {

    /** One amount in minor units for each credit, in their order, after the cap. Valid until the next call. */
    long[] lines(Workload.Stream stream);
}
