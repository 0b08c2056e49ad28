import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Run by Maven as a source file: installs and bundles the script islands with npm and Vite. Does nothing when the bundle
 * was already made from the same sources, which saves half of every later start.
 *
 * Arguments: the folder of the frontend, the folder Vite writes into, the file that remembers what it was made from.
 */
class BuildFrontend {

    public static void main(String[] arguments) throws Exception {
        Path frontend = Path.of(arguments[0]);
        Path bundle = Path.of(arguments[1]);
        Path stamp = Path.of(arguments[2]);
        String wanted = digest(frontend);
        if (Files.exists(bundle.resolve("app.js")) && Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
            return;
        }
        npm(frontend, "ci", "--no-audit", "--no-fund");
        npm(frontend, "run", "build");
        Files.writeString(stamp, wanted);
    }

    private static void npm(Path frontend, String... arguments) throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
        List<String> command = Stream.concat(Stream.of(windows ? "npm.cmd" : "npm"), Stream.of(arguments)).toList();
        int code = new ProcessBuilder(command).directory(frontend.toFile()).inheritIO().start().waitFor();
        if (code != 0) {
            throw new IllegalStateException(String.join(" ", command) + " failed with code " + code);
        }
    }

    private static String digest(Path frontend) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        try (Stream<Path> files = Files.walk(frontend)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> !frontend.relativize(file).startsWith("node_modules")).sorted().toList()) {
                digest.update(frontend.relativize(file).toString().getBytes());
                digest.update(Files.readAllBytes(file));
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
