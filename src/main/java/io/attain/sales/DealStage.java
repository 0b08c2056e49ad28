package io.attain.sales;

import java.util.Arrays;
import java.util.Optional;

/** The stage of a deal as the source system names it. */
public enum DealStage {

    PROSPECTING("Prospecting"), ENGAGING("Engaging"), WON("Won"), LOST("Lost");

    private final String label;

    DealStage(String label) {
        this.label = label;
    }

    /** The word used in files and on pages. */
    public String label() {
        return label;
    }

    /** Whether the deal is neither won nor lost. */
    public boolean isOpen() {
        return this == PROSPECTING || this == ENGAGING;
    }

    /** The stage with exactly this label. */
    public static Optional<DealStage> labelled(String label) {
        return Arrays.stream(values()).filter(stage -> stage.label.equals(label)).findFirst();
    }
}
