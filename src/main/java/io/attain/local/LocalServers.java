package io.attain.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.Profiles;

/**
 * In the profile {@code local}, brings up PostgreSQL and Keycloak before the application asks for them, and takes them
 * down after it has closed. A server whose address is given ({@code ATTAIN_DB_URL}, {@code ATTAIN_OIDC_ISSUER}) is left
 * to whoever gave it.
 */
public final class LocalServers implements EnvironmentPostProcessor, Ordered {

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.acceptsProfiles(Profiles.of("local"))) {
            return;
        }
        Path folder = Path.of(environment.getProperty("ATTAIN_DATA", "data")).toAbsolutePath().normalize();
        FolderLock lock = FolderLock.take(folder);
        SpringApplication.getShutdownHandlers().add(lock::release);
        Ports.demandFree(environment.getProperty("server.port", Integer.class, 8080), "Attain", "ATTAIN_PORT");

        Map<String, Object> properties = new LinkedHashMap<>();
        KeycloakServer keycloak = null;
        if (environment.getProperty("ATTAIN_OIDC_ISSUER") == null) {
            System.out.println("Starting Keycloak …");
            keycloak = keycloak(environment, folder);
            properties.put("attain.oidc.issuer", keycloak.issuer());
        }
        if (environment.getProperty("ATTAIN_DB_URL") == null) {
            System.out.println("Starting PostgreSQL …");
            PostgresServer postgres = PostgresServer.start(folder,
                    environment.getProperty("ATTAIN_POSTGRES_PORT", Integer.class, 54320));
            SpringApplication.getShutdownHandlers().add(postgres::stop);
            if (postgres.wasAdopted()) {
                System.out.println("Adopted the PostgreSQL that a killed run had left behind.");
            }
            properties.put("spring.datasource.url", postgres.url());
            properties.put("spring.datasource.username", "attain_app");
            properties.put("spring.datasource.password", "attain");
            properties.put("spring.flyway.url", postgres.url());
            properties.put("spring.flyway.user", "attain_owner");
            properties.put("spring.flyway.password", "attain");
        }
        System.out.println("Starting Attain …");
        environment.getPropertySources().addFirst(new MapPropertySource("attain local servers", properties));
        SignIn signIn = new SignIn(keycloak);
        application.addInitializers(
                context -> context.getBeanFactory().registerSingleton("localSignIn", signIn));
    }

    private static KeycloakServer keycloak(ConfigurableEnvironment environment, Path folder) {
        Path home = Path.of(environment.getProperty("attain.keycloak.home", "target/keycloak"));
        KeycloakServer keycloak = KeycloakServer.start(home.toAbsolutePath(), folder.resolve("keycloak"),
                environment.getProperty("ATTAIN_KEYCLOAK_PORT", Integer.class, 8180));
        SpringApplication.getShutdownHandlers().add(keycloak::close);
        return keycloak;
    }

    /** The sign-in service of this run, if it is ours. */
    record SignIn(@Nullable KeycloakServer keycloak) {

        void awaitReady() {
            if (keycloak != null) {
                keycloak.awaitReady(Duration.ofSeconds(180));
            }
        }
    }
}
