package io.attain.evidence;

import java.time.Instant;

import io.attain.shared.Sha256;

/**
 * A pack as it was written once; its bytes never change.
 *
 * @param edition 1 with the release; each later one holds the files that went out since, too
 * @param engine  the version of the calculator that reproduces the run; {@code none} when none did
 */
public record EvidencePack(int edition, String name, String engine, Sha256 sha256, Instant writtenAt, byte[] bytes) {

    public EvidencePack {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The length of the file. */
    public int size() {
        return bytes.length;
    }
}
