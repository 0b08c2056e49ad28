package io.attain.shared;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A SHA-256 digest, 32 bytes. */
public final class Sha256 {

    private static final int LENGTH = 32;

    private final byte[] bytes;

    private Sha256(byte[] bytes) {
        if (bytes.length != LENGTH) {
            throw new IllegalArgumentException("a SHA-256 digest has 32 bytes, not " + bytes.length);
        }
        this.bytes = bytes;
    }

    /** The digest of a text's UTF-8 bytes. */
    public static Sha256 of(String content) {
        return of(content.getBytes(UTF_8));
    }

    /** The digest of some bytes. */
    public static Sha256 of(byte[] content) {
        return new Sha256(algorithm().digest(content));
    }

    /** The digest that was stored as these 32 bytes. */
    public static Sha256 fromBytes(byte[] digest) {
        return new Sha256(digest.clone());
    }

    /** The digest that was written as these 64 hexadecimal digits. */
    public static Sha256 fromHex(String hex) {
        return new Sha256(HexFormat.of().parseHex(hex));
    }

    /** A fresh computation for content that arrives in pieces; end it with {@link #fromBytes(byte[])}. */
    public static MessageDigest algorithm() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    public String hex() {
        return HexFormat.of().formatHex(bytes);
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sha256 digest && Arrays.equals(bytes, digest.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return hex();
    }
}
