package io.attain.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A pack that {@code EvidencePacksIT} wrote once. When it no longer matches, equal inputs give other lines: raise the
 * version of the engine and put a new pack in its place ({@code target/evidence/pack.zip}).
 */
class VerifyEvidenceTest {

    @TempDir
    private Path folder;

    private record Said(int code, String text) {}

    @Test
    void thisVersionOfTheEngineStillGivesTheLinesItGave() throws IOException {
        Said said = verify(pack());
        assertThat(said.text()).contains("MATCHES", "2017-Q2", "agree to the cent");
        assertThat(said.code()).isZero();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            inputs.jsonl      | "amount_minor":300000   | "amount_minor":300001   | moses-frase: the inputs or credits are not those that were frozen
            inputs.jsonl      | "amount_minor":300000   | "amount_minor":900000   | moses-frase: the pack says 600.00 USD
            inputs.jsonl      | \\"minor\\":            | \\"minor\\":1           | The inputs in the pack are not those that were frozen
            results.jsonl     | "earned_minor":         | "earned_minor":1        | recomputed it is
            corrections.jsonl | "after_minor":          | "after_minor":1         | The inputs in the pack are not those that were frozen
            adjustments.jsonl | "amount_minor":1234     | "amount_minor":1235     | moses-frase: the adjustments come to
            plans/reps-1.json | 0.05                    | 0.06                    | Plan version reps/1 is not the text that was in force
            statements.jsonl  | "payable_minor":        | "payable_minor":1       | the parts of the statement come to
            ledger.jsonl      | "debit_minor":42503     | "debit_minor":42504     | does not balance
            payout.jsonl      | "amount_minor":         | "amount_minor":1        | The lines of the batch come to digest
            payout.jsonl      | "employee_number":"     | "employee_number":"9    | The lines of the batch come to digest
            approvals.jsonl   | "step":"sign-payout"    | "step":"sign-payroll"   | The signature sign-payout of this batch
            approvals.jsonl   | "verdict":"APPROVED"    | "verdict":"REJECTED"    | The signature
            exports.jsonl     | "sha256":"              | "sha256":"0             | is not the one that was written
            """)
    void whatWasChangedIsNamedEvenWhenTheManifestWasForgedWithIt(String file, String before, String after,
            String sentence) throws IOException {
        Map<String, byte[]> files = PackFiles.unzip(pack());
        ObjectNode manifest = manifest(files);
        String text = new String(files.get(file), UTF_8);
        assertThat(text).contains(before);
        files.put(file, text.replace(before, after).getBytes(UTF_8));

        Said naive = verify(zipped(manifest, files));
        assertThat(naive.text()).contains(file + " was changed", "does not match");
        assertThat(naive.code()).isOne();

        Said forged = verify(PackFiles.zip(manifest.deepCopy().without("files"), without(files)));
        assertThat(forged.text()).doesNotContain("was changed").contains(sentence);
        assertThat(forged.code()).isOne();
    }

    @Test
    void aFileThatIsMissingOrWasAddedIsNamed() throws IOException {
        Map<String, byte[]> files = PackFiles.unzip(pack());
        ObjectNode manifest = manifest(files);
        files.remove("waived.jsonl");
        files.put("note.txt", "hello".getBytes(UTF_8));
        Said said = verify(zipped(manifest, files));
        assertThat(said.text()).contains("waived.jsonl is missing", "note.txt was added");
        assertThat(said.code()).isOne();
        files.remove("plans/reps-1.json");
        assertThat(verify(zipped(manifest, files)).text()).contains("The text of plan version reps/1 is missing");
        files.remove("inputs.jsonl");
        assertThat(verify(zipped(manifest, files)).text()).contains("keeps the batch from being recomputed");
    }

    @Test
    void aPackOfAnotherEngineIsNotRecomputedAndSaysSo() throws IOException {
        Map<String, byte[]> files = PackFiles.unzip(pack());
        Said said = verify(zipped(manifest(files).put("engine", "attain-engine/99"), files));
        assertThat(said.text()).contains("calculated by attain-engine/99", "cannot recompute it")
                .doesNotContain("MATCHES");
        assertThat(said.code()).isEqualTo(2);
        assertThat(verify(zipped(manifest(files).put("format", "attain-evidence/9"), files)).code()).isEqualTo(2);
    }

    @Test
    void whatIsNoPackIsRefusedInASentence() throws IOException {
        assertThat(verify("hello".getBytes(UTF_8))).satisfies(said -> {
            assertThat(said.code()).isEqualTo(2);
            assertThat(said.text()).contains("not a pack");
        });
        Map<String, byte[]> none = Map.of("a.txt", new byte[1]);
        assertThat(verify(zipped(JsonLines.object(), none)).code()).isEqualTo(2);
        assertThat(run("nowhere.zip").text()).contains("There is no file nowhere.zip");
        assertThat(run().text()).contains("verify-evidence PACK.zip");
        assertThat(run().code()).isEqualTo(2);
    }

    @Test
    void equalFilesAreEqualBytes() throws IOException {
        Map<String, byte[]> files = PackFiles.unzip(pack());
        ObjectNode manifest = manifest(files);
        assertThat(PackFiles.zip(manifest.deepCopy().without("files"), without(files))).isEqualTo(pack());
    }

    private static byte[] pack() throws IOException {
        try (InputStream in = VerifyEvidenceTest.class.getResourceAsStream("/evidence/pack-of-engine-1.zip")) {
            return in.readAllBytes();
        }
    }

    private static ObjectNode manifest(Map<String, byte[]> files) throws IOException {
        return (ObjectNode) PackFiles.manifest(files);
    }

    private static Map<String, byte[]> without(Map<String, byte[]> files) {
        Map<String, byte[]> content = new TreeMap<>(files);
        content.remove(PackFiles.MANIFEST);
        return content;
    }

    /** With a manifest that says what it said, whatever the files are. */
    private static byte[] zipped(ObjectNode manifest, Map<String, byte[]> files) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            Map<String, byte[]> all = without(files);
            all.put(PackFiles.MANIFEST, manifest.toString().getBytes(UTF_8));
            for (Map.Entry<String, byte[]> file : all.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }

    private Said verify(byte[] pack) throws IOException {
        return run(Files.write(folder.resolve("pack.zip"), pack).toString());
    }

    private static Said run(String... args) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, UTF_8);
        int code = VerifyEvidence.run(new ArrayList<>(List.of(args)), out, out);
        return new Said(code, said.toString(UTF_8));
    }
}
