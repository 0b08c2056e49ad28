package io.attain.identity;

import java.util.Arrays;
import java.util.Optional;

/** What a user may do, as granted by the sign-in service. The key is the name of the role there and in process models. */
public enum Role {

    REP("rep"), MANAGER("manager"), COMP_ADMIN("comp-admin"), FINANCE("finance"), FINANCE_DIRECTOR(
            "finance-director"), AUDITOR("auditor"), ADMIN("admin");

    private final String key;

    Role(String key) {
        this.key = key;
    }

    public String key() {
        return key;
    }

    /** The authority that carries this role through Spring Security. */
    public String authority() {
        return "ROLE_" + key;
    }

    /** The role of that key; empty for a role that is not ours. */
    public static Optional<Role> fromKey(String key) {
        return Arrays.stream(values()).filter(role -> role.key.equals(key)).findFirst();
    }
}
