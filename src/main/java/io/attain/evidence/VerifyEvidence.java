package io.attain.evidence;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;

import io.attain.shared.Sha256;

/**
 * The command line: recomputes a batch from its evidence pack, without a server or a database. Ends with 0 when all
 * agrees, with 1 when something does not, with 2 when the pack cannot be recomputed here.
 */
public final class VerifyEvidence {

    private static final String USAGE = "verify-evidence PACK.zip";
    private static final int MATCHES = 0;
    private static final int DIFFERS = 1;
    private static final int CANNOT_TELL = 2;

    private VerifyEvidence() {}

    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out, System.err));
    }

    /** The exit code. */
    public static int run(List<String> args, PrintStream out, PrintStream errors) {
        if (args.size() != 1) {
            errors.println(USAGE);
            return CANNOT_TELL;
        }
        try {
            return verify(Files.readAllBytes(Path.of(args.getFirst())), out, errors);
        } catch (NoSuchFileException missing) {
            errors.println("There is no file " + args.getFirst() + ".");
            return CANNOT_TELL;
        } catch (IOException unreadable) {
            errors.println("This is not a pack that can be read: " + unreadable.getMessage() + ".");
            return CANNOT_TELL;
        }
    }

    static int verify(byte[] pack, PrintStream out, PrintStream errors) throws IOException {
        Map<String, byte[]> files = PackFiles.unzip(pack);
        JsonNode manifest = PackFiles.manifest(files);
        out.println("Pack     SHA-256 %s".formatted(Sha256.of(pack).hex()));
        out.println("Period   %s, payout batch %s".formatted(manifest.path("period").asText(),
                manifest.path("batch").asText()));
        return switch (Verification.of(manifest, files)) {
            case Verification.Matches matches -> {
                out.println("MATCHES  %d files are as the manifest names them; every line came out again with %s;"
                        .formatted(matches.files(), matches.engine()));
                out.println("         run, statements, ledger, payout and signatures agree to the cent.");
                yield MATCHES;
            }
            case Verification.Differs differs -> {
                differs.sentences().forEach(sentence -> out.println("DIFFERS  " + sentence));
                out.println("The pack does not match.");
                yield DIFFERS;
            }
            case Verification.CannotTell cannot -> {
                errors.println(cannot.sentence());
                yield CANNOT_TELL;
            }
        };
    }
}
