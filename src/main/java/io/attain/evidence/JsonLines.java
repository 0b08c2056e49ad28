package io.attain.evidence;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A file of a pack: one JSON object a line. */
final class JsonLines {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final StringBuilder text = new StringBuilder();

    static ObjectNode object() {
        return JSON.createObjectNode();
    }

    JsonLines add(ObjectNode line) {
        text.append(line).append('\n');
        return this;
    }

    byte[] bytes() {
        return text.toString().getBytes(UTF_8);
    }

    /** @throws IOException when the file is missing or a line is no JSON */
    static List<JsonNode> read(Map<String, byte[]> files, String name) throws IOException {
        byte[] content = files.get(name);
        if (content == null) {
            throw new IOException(name + " is missing");
        }
        List<JsonNode> lines = new ArrayList<>();
        for (String line : new String(content, UTF_8).split("\n")) {
            if (!line.isEmpty()) {
                lines.add(JSON.readTree(line));
            }
        }
        return lines;
    }
}
