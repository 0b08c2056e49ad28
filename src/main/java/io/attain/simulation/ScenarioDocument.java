package io.attain.simulation;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;

import io.attain.shared.Sha256;

/** The fields of a scenario as they stream in; long lists entry by entry, so that the document is never in memory whole. */
final class ScenarioDocument {

    private static final String[] FIELDS = { "plan", "plans", "participants", "quotas", "kpis", "splits",
        "creditRules", "rates", "owners", "accountTerritories", "events", "periods", "opening", "currency",
        "explain" };
    private static final ObjectMapper JSON = new ObjectMapper(JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(60).maxNumberLength(60)
                    .maxStringLength(1_000_000).build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    /** An input that ends in a refusal when it is too long. */
    private static final class Limited extends FilterInputStream {

        private long read;

        Limited(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            count(one < 0 ? 0 : 1);
            return one;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            int got = super.read(into, offset, length);
            count(Math.max(0, got));
            return got;
        }

        private void count(int bytes) {
            read += bytes;
            if (read > ScenarioReader.MOST_BYTES) {
                throw new ScenarioTooLarge(ScenarioReader.MOST_BYTES);
            }
        }
    }

    private final Node.Findings findings = new Node.Findings();
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, List<Node>> lists = new HashMap<>();
    private final Sha256 digest;

    /** @throws ScenarioRefused when it is no document */
    ScenarioDocument(InputStream document) {
        MessageDigest sha256 = Sha256.algorithm();
        try (JsonParser parser = JSON.createParser(new DigestInputStream(new Limited(document), sha256))) {
            collect(parser);
        } catch (JsonProcessingException malformed) {
            findings.add("", "The document is no JSON%s.".formatted(malformed.getLocation() == null
                    ? ""
                    : " at line %d, column %d".formatted(malformed.getLocation().getLineNr(),
                            malformed.getLocation().getColumnNr())),
                    "Repair the syntax there; each name may appear once.");
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        findings.throwIfAny();
        digest = Sha256.fromBytes(sha256.digest());
    }

    Node.Findings findings() {
        return findings;
    }

    /** Of the document as it came. */
    Sha256 digest() {
        return digest;
    }

    /** Takes each field of the document; lists entry by entry. */
    private void collect(JsonParser parser) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            findings.add("", "A scenario is an object.", "Write it in braces, with a plan and events.");
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            String path = "/" + Node.escaped(name);
            if (!List.of(FIELDS).contains(name)) {
                findings.add(path, "“" + name + "” is not known here.",
                        "Known here: %s.".formatted(String.join(", ", FIELDS)));
                parser.nextToken();
                parser.skipChildren();
            } else if (parser.nextToken() == JsonToken.START_ARRAY) {
                List<Node> entries = lists.computeIfAbsent(name, list -> new ArrayList<>());
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    JsonNode entry = JSON.readTree(parser);
                    entries.add(new Node(entry, path + "/" + entries.size(), findings));
                }
            } else {
                JsonNode value = JSON.readTree(parser);
                values.put(name, new Node(value == null ? NullNode.getInstance() : value, path, findings));
            }
        }
        if (parser.nextToken() != null) {
            findings.add("", "Something follows the scenario.", "End the document with its closing brace.");
        }
    }

    Optional<Node> value(String name) {
        if (lists.containsKey(name)) {
            findings.add("/" + name, "This is a list.", "Write one value.");
        }
        return Optional.ofNullable(values.get(name));
    }

    List<Node> list(String name) {
        Node value = values.get(name);
        if (value != null) {
            value.fail("This must be a list.", "Write it in brackets.");
        }
        return lists.getOrDefault(name, List.of());
    }

    boolean hasList(String name) {
        return lists.containsKey(name);
    }

    /** The entries of a field that may be one or a list of them. */
    List<Node> oneOrMore(String name) {
        Node value = values.get(name);
        return value == null ? lists.getOrDefault(name, List.of()) : List.of(value);
    }
}
