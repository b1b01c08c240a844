package io.weir.jdbc;

import io.weir.error.WeirException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be shown of a JDBC URL, and what may not stand in one. */
final class JdbcUrls {

    /** A user and password in front of the host. */
    private static final Pattern USER_INFO = Pattern.compile("//[^/?;]*@");

    /** Where parameters begin: some drivers take {@code ?}, others {@code ;}. */
    private static final Pattern PARAMETERS = Pattern.compile("[?;].*", Pattern.DOTALL);

    /** A host in the form of MySQL and Oracle, {@code address=(host=h)(user=u)}. */
    private static final Pattern ADDRESS = Pattern.compile("//[^/?;(]*\\(.*", Pattern.DOTALL);

    /** A setting whose name ends in a word for a password, such as {@code clientCertificateKeyStorePassword}, {@code password2} or {@code ssl_pwd}. */
    private static final Pattern PASSWORD = Pattern.compile(
            "[?;&(,]\\s*([\\w.-]*(password|passwd|passphrase|pwd)\\d*|pass)\\s*=", Pattern.CASE_INSENSITIVE);

    private static final Pattern ENCODED = Pattern.compile("%([0-9A-Fa-f]{2})");

    private JdbcUrls() {}

    /** Returns the URL without anything that could be secret. */
    static String shown(String url) {
        String known = ADDRESS.matcher(USER_INFO.matcher(url).replaceAll("//")).replaceAll("//(..)");
        return PARAMETERS.matcher(known).replaceAll("");
    }

    /** Names may be written in percent signs too. */
    private static String decoded(String url) {
        return ENCODED.matcher(url)
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16))));
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
        if (PASSWORD.matcher(decoded(url)).find() || USER_INFO.matcher(url).find()) {
            throw WeirException.user(
                    "jdbc-password-in-url",
                    "the URL of " + shown(url) + " holds a password",
                    "drivers repeat URLs in their messages, and then it would be in the log",
                    "take it out of the URL, and give it with user(..) and password(..), or with property(..)");
        }
        return url;
    }
}
