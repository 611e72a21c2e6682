// Says whether time is tracked and how long a day and a week are; answers as Jira's TimeTrackingConfiguration.
package org.jigit.headless.jira;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Time tracking as administrators set it: on, with eight hours a day and five days a week, until they say otherwise. */
public final class TimeTracking {

    private final Database database;

    TimeTracking(Database database) {
        this.database = database;
    }

    public boolean enabled() {
        return Boolean.parseBoolean(property("jira.option.timetracking", "true"));
    }

    public BigDecimal getHoursPerDay() {
        return new BigDecimal(property("jira.timetracking.hours.per.day", "8"));
    }

    public BigDecimal getDaysPerWeek() {
        return new BigDecimal(property("jira.timetracking.days.per.week", "5"));
    }

    /** Changes all three settings. */
    public void configure(boolean enabled, BigDecimal hoursPerDay, BigDecimal daysPerWeek) {
        if (hoursPerDay.signum() <= 0 || daysPerWeek.signum() <= 0) {
            throw new Refused("timetracking", "A day has some hours and a week some days.");
        }
        database.transaction(() -> {
            set("jira.option.timetracking", Boolean.toString(enabled));
            set("jira.timetracking.hours.per.day", hoursPerDay.toPlainString());
            set("jira.timetracking.days.per.week", daysPerWeek.toPlainString());
        });
    }

    /** The seconds of a duration such as {@code 1d 2h 30m}, a bare number being minutes; nothing when it is none. */
    OptionalLong seconds(String duration) {
        if (!DURATION.matcher(duration).matches()) {
            return OptionalLong.empty();
        }
        Map<String, BigDecimal> units = units();
        BigDecimal sum = BigDecimal.ZERO;
        Matcher part = PART.matcher(duration);
        while (part.find()) {
            String unit = part.group(2).isEmpty() ? "m" : part.group(2);
            sum = sum.add(new BigDecimal(part.group(1)).multiply(units.get(unit)));
        }
        return OptionalLong.of(sum.setScale(0, RoundingMode.HALF_UP).longValue());
    }

    /** The duration as Jira writes it, from weeks down to minutes. */
    public String duration(long seconds) {
        BigDecimal[] rest = {BigDecimal.valueOf(seconds)};
        String text = units().entrySet().stream()
                .map(unit -> {
                    BigDecimal[] parts = rest[0].divideAndRemainder(unit.getValue());
                    rest[0] = parts[1];
                    return parts[0].signum() == 0 ? "" : parts[0].toBigInteger() + unit.getKey();
                })
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
        return text.isEmpty() ? "0m" : text;
    }

    /** How many seconds a unit has, the longest unit first. */
    private Map<String, BigDecimal> units() {
        BigDecimal hour = BigDecimal.valueOf(3_600);
        BigDecimal day = hour.multiply(getHoursPerDay());
        Map<String, BigDecimal> units = new LinkedHashMap<>();
        units.put("w", day.multiply(getDaysPerWeek()));
        units.put("d", day);
        units.put("h", hour);
        units.put("m", BigDecimal.valueOf(60));
        return units;
    }

    private String property(String key, String byDefault) {
        return database.first(
                        "select property_value from application_property where property_key = ?",
                        row -> row.getString(1),
                        key)
                .orElse(byDefault);
    }

    private void set(String key, String value) {
        if (database.change("update application_property set property_value = ? where property_key = ?", value, key)
                == 0) {
            database.change(
                    "insert into application_property (property_key, property_value) values (?, ?)", key, value);
        }
    }

    private static final String ONE = "(\\d{1,9}(?:\\.\\d{1,4})?)\\s*([wdhm]?)";
    private static final Pattern PART = Pattern.compile(ONE);
    private static final Pattern DURATION = Pattern.compile("\\s*" + ONE + "(?:\\s+" + ONE + ")*\\s*");
}
