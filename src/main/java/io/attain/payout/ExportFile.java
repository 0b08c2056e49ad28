package io.attain.payout;

import java.time.Instant;
import java.util.Arrays;

import io.attain.identity.UserId;
import io.attain.shared.Sha256;

/** A file of a batch as it was written once: its bytes are kept and never made again. */
public final class ExportFile {

    private final ExportKind kind;
    private final String variant;
    private final String name;
    private final Sha256 sha256;
    private final byte[] bytes;
    private final String madeWith;
    private final UserId writtenBy;
    private final Instant writtenAt;

    ExportFile(ExportKind kind, String variant, String name, byte[] bytes, String madeWith, UserId writtenBy,
            Instant writtenAt) {
        this.kind = kind;
        this.variant = variant;
        this.name = name;
        this.bytes = bytes.clone();
        this.sha256 = Sha256.of(this.bytes);
        this.madeWith = madeWith;
        this.writtenBy = writtenBy;
        this.writtenAt = writtenAt;
    }

    public ExportKind kind() {
        return kind;
    }

    /** Which of the files of a kind: the payroll provider, the number of a bank's order; otherwise {@code all}. */
    public String variant() {
        return variant;
    }

    public String name() {
        return name;
    }

    public Sha256 sha256() {
        return sha256;
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    public int size() {
        return bytes.length;
    }

    /** What its content depends on besides the batch, such as the version of a column mapping. */
    public String madeWith() {
        return madeWith;
    }

    /** {@code system} when the release wrote it. */
    public UserId writtenBy() {
        return writtenBy;
    }

    public Instant writtenAt() {
        return writtenAt;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExportFile file && kind == file.kind && variant.equals(file.variant)
                && name.equals(file.name) && Arrays.equals(bytes, file.bytes);
    }

    @Override
    public int hashCode() {
        return sha256.hashCode();
    }

    @Override
    public String toString() {
        return name + " " + sha256.hex();
    }
}
