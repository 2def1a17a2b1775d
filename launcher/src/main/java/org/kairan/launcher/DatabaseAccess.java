package org.kairan.launcher;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** How to reach a PostgreSQL: the URL never carries the password, and asks the server to guess the type of strings (uuid, jsonb). */
record DatabaseAccess(String url, String user, String password) {

    private static final int OLDEST = 14;

    /**
     * Takes user and password out of the URL when it carries them; those given apart win.
     *
     * @param user may be null
     * @param password may be null
     */
    static DatabaseAccess of(String url, String user, String password) throws Problem {
        int mark = url.indexOf('?');
        String base = mark < 0 ? url : url.substring(0, mark);
        List<String> rest = new ArrayList<>();
        boolean typed = false;
        for (String parameter :
                mark < 0 ? new String[0] : url.substring(mark + 1).split("&")) {
            String name = parameter.contains("=") ? parameter.substring(0, parameter.indexOf('=')) : parameter;
            String value = parameter.contains("=")
                    ? URLDecoder.decode(parameter.substring(parameter.indexOf('=') + 1), StandardCharsets.UTF_8)
                    : "";
            switch (name) {
                case "" -> {}
                case "user" -> user = user == null ? value : user;
                case "password" -> password = password == null ? value : password;
                default -> {
                    typed |= name.equals("stringtype");
                    rest.add(parameter);
                }
            }
        }
        if (!typed) {
            rest.add("stringtype=unspecified");
        }
        if (user == null) {
            throw new Problem("kairan.db.url is set but no user: set kairan.db.user and kairan.db.password.");
        }
        return new DatabaseAccess(base + "?" + String.join("&", rest), user, password == null ? "" : password);
    }

    Connection connect() throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("connectTimeout", "10");
        properties.setProperty("loginTimeout", "10");
        return DriverManager.getConnection(url, properties);
    }

    /** Connects once, so that a wrong address or password is told at once and in one line. */
    void check() throws Problem {
        try (Connection connection = connect()) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST) {
                throw new Problem("The database is PostgreSQL " + version + "; Kairan needs " + OLDEST + " or newer.");
            }
        } catch (SQLException e) {
            throw new Problem("The database " + shown() + " does not let Kairan in: " + reason(e), e);
        }
    }

    /** The first line of what the database or the driver said. */
    static String reason(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("no reason given");
    }

    /** The address without anything that might be secret. */
    String shown() {
        return url.substring(0, url.indexOf('?'));
    }

    @Override
    public String toString() {
        return "DatabaseAccess[" + shown() + ", " + user + "]";
    }
}
