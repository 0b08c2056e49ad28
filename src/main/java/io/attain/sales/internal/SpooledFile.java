package io.attain.sales.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Locale;

import io.attain.shared.Refused;
import io.attain.shared.Sha256;

/**
 * An uploaded file on disk. It is read to its end, measured and digested before a transaction begins, so that neither a
 * slow upload nor an endless line holds a lock or memory.
 */
public final class SpooledFile implements AutoCloseable {

    private final Path path;
    private final Sha256 sha256;

    private SpooledFile(Path path, Sha256 sha256) {
        this.path = path;
        this.sha256 = sha256;
    }

    /** @throws Refused when the file is empty, too large, has an endless line, or is not text */
    public static SpooledFile of(InputStream content, ImportLimits limits) {
        try {
            Path path = Files.createTempFile("attain-import-", ".csv");
            try {
                return new SpooledFile(path, copy(content, path, limits));
            } catch (IOException | RuntimeException failure) {
                Files.deleteIfExists(path);
                throw failure;
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    public Sha256 sha256() {
        return sha256;
    }

    InputStream open() throws IOException {
        return Files.newInputStream(path);
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Sha256 copy(InputStream content, Path path, ImportLimits limits) throws IOException {
        MessageDigest digest = Sha256.algorithm();
        byte[] buffer = new byte[16 << 10];
        long size = 0;
        long line = 1;
        int lineBytes = 0;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(path))) {
            for (int read = content.read(buffer); read >= 0; read = content.read(buffer)) {
                if (size == 0 && read > 1) {
                    refuseForeignFormat(buffer);
                }
                size += read;
                if (size > limits.fileBytes()) {
                    throw new Refused("import-too-large",
                            "The file is larger than %,d bytes. Split it into several files."
                                    .formatted(limits.fileBytes()));
                }
                for (int i = 0; i < read; i++) {
                    if (buffer[i] == '\n' || buffer[i] == '\r') {
                        line += buffer[i] == '\n' ? 1 : 0;
                        lineBytes = 0;
                    } else if (buffer[i] == 0) {
                        throw new Refused("import-not-text",
                                "Line %,d holds a zero byte: this is not a CSV file in UTF-8.".formatted(line));
                    } else if (++lineBytes > limits.lineBytes()) {
                        throw new Refused("import-line-too-long",
                                "Line %,d is longer than %,d bytes. A CSV file has one short line per row."
                                        .formatted(line, limits.lineBytes()));
                    }
                }
                digest.update(buffer, 0, read);
                out.write(buffer, 0, read);
            }
        }
        if (size == 0) {
            throw new Refused("import-empty", "The file is empty.");
        }
        return Sha256.fromBytes(digest.digest());
    }

    private static void refuseForeignFormat(byte[] start) {
        int magic = ((start[0] & 0xFF) << 8) | (start[1] & 0xFF);
        String format = switch (magic) {
            case 0xFFFE, 0xFEFF -> "UTF-16 text";
            case 0x504B -> "a spreadsheet or ZIP file";
            case 0xD0CF -> "an old spreadsheet";
            case 0x1F8B -> "a gzip file";
            case 0x2550 -> "a PDF file";
            default -> "";
        };
        if (!format.isEmpty()) {
            throw new Refused("import-not-text", String.format(Locale.ROOT,
                    "This is %s. Save it as “CSV UTF-8 (comma delimited)” and import that.", format));
        }
    }
}
