package io.attain.identity;

/** Port for those who keep a copy of the users, such as the process engine; called in the transaction of the change. */
public interface UserDirectory {

    /** The user is new, or his name or roles have changed. Must be repeatable. */
    void changed(User user);
}
