package io.attain.identity;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** All users that have been seen, with the roles they held when last seen. */
@Component
public class Users {

    private static final String SELECT = "select id, user_name, display_name, roles from identity.app_user ";

    private final JdbcClient jdbc;
    private final Clock clock;
    private final List<UserDirectory> directories;

    Users(JdbcClient jdbc, Clock clock, List<UserDirectory> directories) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.directories = List.copyOf(directories);
    }

    /** Stores what the sign-in service says of a user; repeating it is cheap and changes nothing. */
    @Transactional
    public void remember(User user) {
        int changed = jdbc.sql("""
                insert into identity.app_user as known (id, user_name, display_name, roles, first_seen_at, last_changed_at)
                values (:id, :userName, :displayName, :roles, :now, :now)
                on conflict (id) do update
                   set user_name = excluded.user_name, display_name = excluded.display_name,
                       roles = excluded.roles, last_changed_at = excluded.last_changed_at
                 where (known.user_name, known.display_name, known.roles)
                       is distinct from (excluded.user_name, excluded.display_name, excluded.roles)
                """)
                .param("id", user.id().value())
                .param("userName", user.userName())
                .param("displayName", user.displayName())
                .param("roles", user.roles().stream().map(Role::key).sorted().toArray(String[]::new))
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        if (changed > 0) {
            directories.forEach(directory -> directory.changed(user));
        }
    }

    public Optional<User> find(UserId id) {
        return jdbc.sql(SELECT + "where id = :id").param("id", id.value()).query(Users::map).optional();
    }

    /** The user who signs in by that name, compared without regard to case; the last one seen if a name was reused. */
    public Optional<User> byUserName(String userName) {
        return jdbc.sql(SELECT + "where lower(user_name) = lower(:userName) order by last_changed_at desc limit 1")
                .param("userName", userName)
                .query(Users::map)
                .optional();
    }

    /** Everyone holding the role, by display name. */
    public List<User> withRole(Role role) {
        return jdbc.sql(SELECT + "where :role = any (roles) order by display_name, id")
                .param("role", role.key())
                .query(Users::map)
                .list();
    }

    /** What people read for that id; the id itself when the user has never been seen. */
    public String nameOf(UserId id) {
        return find(id).map(User::displayName).orElse(id.value());
    }

    private static User map(ResultSet row, int number) throws SQLException {
        Array keys = row.getArray("roles");
        Set<Role> roles = new LinkedHashSet<>();
        Arrays.stream((String[]) keys.getArray()).forEach(key -> Role.fromKey(key).ifPresent(roles::add));
        return new User(new UserId(row.getString("id")), row.getString("user_name"), row.getString("display_name"),
                roles);
    }
}
