package io.weir.jdbc;

import io.weir.error.WeirException;
import java.util.regex.Pattern;

/** What may be shown of a JDBC URL, and what may not stand in one. */
final class JdbcUrls {

    /** A user and password in front of the host. */
    private static final Pattern USER_INFO = Pattern.compile("//[^/?;]*@");

    /** Where parameters begin: some drivers take {@code ?}, others {@code ;}. */
    private static final Pattern PARAMETERS = Pattern.compile("[?;].*", Pattern.DOTALL);

    private static final Pattern PASSWORD = Pattern.compile(
            "[?;&](password|pwd|pass|passphrase|trustStorePassword|keyStorePassword|sslpassword)=",
            Pattern.CASE_INSENSITIVE);

    private JdbcUrls() {}

    /** Returns the URL without anything that could be secret. */
    static String shown(String url) {
        return PARAMETERS.matcher(USER_INFO.matcher(url).replaceAll("//")).replaceAll("");
    }

    /** Returns the URL after checking that it holds no password: drivers and logs like to repeat URLs. */
    static String withoutPassword(String url) {
        if (!url.startsWith("jdbc:")) {
            throw WeirException.user(
                    "jdbc-setting",
                    "'" + shown(url) + "' is not a JDBC URL",
                    "it does not begin with jdbc:",
                    "give one such as jdbc:postgresql://localhost:5432/shop");
        }
        if (PASSWORD.matcher(url).find() || USER_INFO.matcher(url).find()) {
            throw WeirException.user(
                    "jdbc-password-in-url",
                    "the URL of " + shown(url) + " holds a password",
                    "drivers repeat URLs in their messages, and then it would be in the log",
                    "take it out of the URL, and give it with user(..) and password(..), or with property(..)");
        }
        return url;
    }
}
