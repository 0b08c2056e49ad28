package io.attain.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.attain.identity.Role;
import io.attain.identity.User;
import io.attain.identity.UserId;
import io.attain.identity.Users;

/**
 * The people of the demo as the realm file knows them: the same ids, names and roles they sign in with, so that they can
 * work before their first sign-in.
 */
@Component
@InDemo
class DemoUsers {

    private final Map<String, User> byName;
    private final Users users;

    DemoUsers(@Value("classpath:keycloak/attain-realm.json") Resource realm, ObjectMapper json, Users users) {
        this.users = users;
        this.byName = read(realm, json);
    }

    /** Makes them known to Attain; repeating it changes nothing. */
    void introduce() {
        byName.values().forEach(users::remember);
    }

    /** @throws IllegalStateException when the realm has no such user */
    User named(String userName) {
        User user = byName.get(userName);
        if (user == null) {
            throw new IllegalStateException("the demo realm has no user " + userName);
        }
        return user;
    }

    Iterable<User> all() {
        return byName.values();
    }

    private static Map<String, User> read(Resource realm, ObjectMapper json) {
        Map<String, User> found = new LinkedHashMap<>();
        try (InputStream in = realm.getInputStream()) {
            for (JsonNode node : json.readTree(in).path("users")) {
                Set<Role> roles = new LinkedHashSet<>();
                node.path("realmRoles").forEach(role -> Role.fromKey(role.asText()).ifPresent(roles::add));
                if (roles.isEmpty()) {
                    continue;
                }
                String name = (node.path("firstName").asText() + " " + node.path("lastName").asText()).strip();
                String userName = node.path("username").asText();
                found.put(userName, new User(new UserId(node.path("id").asText()), userName, name, roles));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the demo realm cannot be read", e);
        }
        return found;
    }
}
