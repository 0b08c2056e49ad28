import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Run by Maven as a source file: optimises the unpacked Keycloak for the quick start and imports the realm into a
 * database file that every first start copies. Does nothing when both are already made from the same realm file.
 *
 * Arguments: the home of the unpacked Keycloak, the realm file.
 */
class BuildKeycloak {

    private static final List<String> OPTIONS = List.of("--db=dev-file", "--health-enabled=false",
            "--features-disabled=kerberos,impersonation,ciba,device-flow,par");

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        Path realm = Path.of(arguments[1]);
        Path template = home.resolve("data/template");
        Path stamp = template.resolve("made-from");
        String wanted = digest(realm, OPTIONS);
        if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
            return;
        }
        System.out.println("Preparing Keycloak for the first time; this takes about a minute.");
        delete(template);
        delete(home.resolve("data/import"));
        Files.createDirectories(template);
        Files.createDirectories(home.resolve("data/import"));
        Files.copy(realm, home.resolve("data/import/attain-realm.json"), StandardCopyOption.REPLACE_EXISTING);

        List<String> build = new ArrayList<>(List.of("build"));
        build.addAll(OPTIONS);
        keycloak(home, build);
        keycloak(home, List.of("import", "--optimized", "--dir=" + home.resolve("data/import"),
                "--db-url=jdbc:h2:file:" + template.resolve("keycloak") + ";NON_KEYWORDS=VALUE"));
        Files.writeString(stamp, wanted);
    }

    private static void keycloak(Path home, List<String> arguments) throws IOException, InterruptedException {
        Path log = home.resolve("data/template/build.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.util=ALL-UNNAMED",
                "--add-opens=java.base/java.util.concurrent=ALL-UNNAMED",
                "--add-opens=java.base/java.security=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dkc.home.dir=" + home,
                "-cp", home.resolve("lib/quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        int result = process.waitFor();
        if (result != 0) {
            System.err.println(Files.readString(log));
            throw new IOException("Keycloak's command '" + arguments.get(0) + "' failed with " + result);
        }
    }

    private static String digest(Path realm, List<String> options) throws Exception {
        MessageDigest sha = MessageDigest.getInstance("SHA-256");
        sha.update(options.toString().getBytes());
        return HexFormat.of().formatHex(sha.digest(Files.readAllBytes(realm)));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
