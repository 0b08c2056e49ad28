package io.attain.payout;

import java.util.Arrays;

import io.attain.shared.Sha256;

/** A payroll file as it was written once: its bytes are kept and never made again. */
public final class ExportFile {

    private final String name;
    private final Sha256 sha256;
    private final byte[] bytes;

    ExportFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes.clone();
        this.sha256 = Sha256.of(this.bytes);
    }

    public String name() {
        return name;
    }

    public Sha256 sha256() {
        return sha256;
    }

    /** The content: UTF-8, comma separated, one header line, lines end with CR LF. */
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ExportFile file && name.equals(file.name) && Arrays.equals(bytes, file.bytes);
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
