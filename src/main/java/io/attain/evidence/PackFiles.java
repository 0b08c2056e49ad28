package io.attain.evidence;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.attain.shared.Sha256;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The files of a pack, the manifest that names each by its digest, and the zip they travel in. */
final class PackFiles {

    static final String MANIFEST = "manifest.json";
    static final String FORMAT = "attain-evidence/1";

    /** Nothing larger is unpacked; a pack of a million credits stays well below. */
    private static final long MOST_BYTES = 2_000_000_000L;
    /** The first moment a zip can name, so that equal files are equal bytes. */
    private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);
    private static final ObjectMapper JSON = new ObjectMapper();

    private PackFiles() {}

    /** Equal files give equal bytes. */
    static byte[] zip(ObjectNode manifest, Map<String, byte[]> files) {
        ObjectNode digests = manifest.putObject("files");
        new TreeMap<>(files).forEach((name, content) -> digests.put(name, Sha256.of(content).hex()));
        Map<String, byte[]> all = new LinkedHashMap<>();
        all.put(MANIFEST, (manifest.toPrettyString() + "\n").getBytes(UTF_8));
        all.putAll(new TreeMap<>(files));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes, UTF_8)) {
            for (Map.Entry<String, byte[]> file : all.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTimeLocal(NO_TIME);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException("a pack could not be written to memory", impossible);
        }
        return bytes.toByteArray();
    }

    /** @throws IOException when this is no zip, or unpacks to more than a pack can hold */
    static Map<String, byte[]> unzip(byte[] pack) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        long left = MOST_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(pack), UTF_8)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                byte[] content = zip.readNBytes((int) Math.min(Integer.MAX_VALUE - 16, left));
                if (zip.read() != -1) {
                    throw new ZipException(entry.getName() + " is too large for a pack");
                }
                left -= content.length;
                if (files.put(entry.getName(), content) != null) {
                    throw new ZipException(entry.getName() + " is in the pack twice");
                }
            }
        } catch (IllegalArgumentException malformed) {
            throw new ZipException("a name in the pack cannot be read");
        }
        if (files.isEmpty()) {
            throw new ZipException("it holds no files");
        }
        return files;
    }

    static JsonNode manifest(Map<String, byte[]> files) throws IOException {
        byte[] manifest = files.get(MANIFEST);
        if (manifest == null) {
            throw new IOException(MANIFEST + " is missing");
        }
        return JSON.readTree(manifest);
    }

    /** Every file that is not what the manifest says, each in a sentence. */
    static List<String> tampered(JsonNode manifest, Map<String, byte[]> files) {
        List<String> found = new ArrayList<>();
        JsonNode digests = manifest.path("files");
        digests.properties().forEach(named -> {
            byte[] content = files.get(named.getKey());
            if (content == null) {
                found.add(named.getKey() + " is missing.");
            } else if (!Sha256.of(content).hex().equals(named.getValue().asText())) {
                found.add(named.getKey() + " was changed: it is not what the manifest names.");
            }
        });
        files.keySet().stream().filter(name -> !name.equals(MANIFEST) && !digests.has(name)).sorted()
                .forEach(name -> found.add(name + " was added: the manifest does not name it."));
        return found;
    }
}
