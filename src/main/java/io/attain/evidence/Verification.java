package io.attain.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.attain.calculation.Recomputation;

/** What comes out when a pack is recomputed. */
sealed interface Verification {

    /** Every file is as the manifest names it, every line came out again, and run, statements, ledger and payout agree. */
    record Matches(int files, String engine) implements Verification {}

    /** @param sentences every difference found, each naming what it is of */
    record Differs(List<String> sentences) implements Verification {

        public Differs {
            sentences = List.copyOf(sentences);
        }
    }

    /** @param sentence why this program cannot recompute it */
    record CannotTell(String sentence) implements Verification {}

    /** @throws IOException when a file of a pack that nobody changed is missing or cannot be read */
    static Verification of(JsonNode manifest, Map<String, byte[]> files) throws IOException {
        if (!manifest.path("format").asText().equals(PackFiles.FORMAT)) {
            return new CannotTell("This pack has the format \"%s\"; this program reads %s."
                    .formatted(manifest.path("format").asText(), PackFiles.FORMAT));
        }
        List<String> wrong = new ArrayList<>(PackFiles.tampered(manifest, files));
        String engine = manifest.path("engine").asText();
        if (!engine.equals(Recomputation.ENGINE)) {
            return wrong.isEmpty()
                    ? new CannotTell("The batch was calculated by %s; this program has %s and cannot recompute it."
                            .formatted(engine, Recomputation.ENGINE))
                    : new Differs(wrong);
        }
        try {
            wrong.addAll(Recomputation.differences(files));
            wrong.addAll(BatchCheck.differences(manifest, files));
        } catch (IOException unreadable) {
            if (wrong.isEmpty()) {
                throw unreadable;
            }
            wrong.add("What was changed keeps the batch from being recomputed: " + unreadable.getMessage() + ".");
        }
        return wrong.isEmpty() ? new Matches(files.size() - 1, engine) : new Differs(wrong);
    }
}
