package io.attain.demo;

/**
 * One step of the seeding. It asks the domain what is already there and does the rest, so that a start that was killed
 * half way is taken up by the next one.
 */
interface DemoStep {

    /** Stable key of the step. */
    String key();

    /** What is being done, for the progress shown. */
    String title();

    void run();
}
