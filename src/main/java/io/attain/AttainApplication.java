package io.attain;

import java.time.Clock;
import java.util.Arrays;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.transaction.annotation.EnableTransactionManagement;

import io.attain.evidence.VerifyEvidence;
import io.attain.simulation.Simulate;

/** Starts Attain. Which servers it talks to is said by the environment; the profile {@code local} brings its own. */
@SpringBootApplication
@EnableTransactionManagement(proxyTargetClass = true)
public class AttainApplication {

    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("simulate")) {
            Simulate.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        if (args.length > 0 && args[0].equals("verify-evidence")) {
            VerifyEvidence.main(Arrays.copyOfRange(args, 1, args.length));
            return;
        }
        SpringApplication.run(AttainApplication.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
