package io.attain;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts Attain. Which servers it talks to is said by the environment; the profile {@code local} brings its own. */
@SpringBootApplication
public class AttainApplication {

    public static void main(String[] args) {
        SpringApplication.run(AttainApplication.class, args);
    }
}
