package io.attain.dispute;

/** How many open disputes are how old, in days since they were filed. */
public record Ageing(long upToFive, long upToFifteen, long upToThirty, long older) {

    public long open() {
        return upToFive + upToFifteen + upToThirty + older;
    }
}
