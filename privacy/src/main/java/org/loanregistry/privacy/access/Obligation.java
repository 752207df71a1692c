package org.loanregistry.privacy.access;

/** What must be done with an access for it to be allowed. One that cannot be fulfilled denies. */
public sealed interface Obligation {
    /** Some fields are shown masked, at the level decided. */
    record Mask() implements Obligation {}

    /** The subject is told. */
    record NotifySubject() implements Obligation {}

    /** Two others have approved it. */
    record TwoPersons() implements Obligation {}

    /** The answer carries who saw it and when. */
    record Watermark() implements Obligation {}

    /**
     * At most so many persons at once.
     *
     * @param rows at least 1
     */
    record RowCap(int rows) implements Obligation {
        /** Refuses a cap below 1. */
        public RowCap {
            if (rows < 1) {
                throw new IllegalArgumentException("a row cap of " + rows + ", want at least 1");
            }
        }
    }

    /** The form in policies and entries. */
    default String text() {
        return switch (this) {
            case Mask _ -> "MASK";
            case NotifySubject _ -> "NOTIFY_SUBJECT";
            case TwoPersons _ -> "TWO_PERSONS";
            case Watermark _ -> "WATERMARK";
            case RowCap cap -> "ROW_CAP:" + cap.rows();
        };
    }

    /** The obligation that a text names. */
    static Obligation parse(String text) {
        return switch (text) {
            case "MASK" -> new Mask();
            case "NOTIFY_SUBJECT" -> new NotifySubject();
            case "TWO_PERSONS" -> new TwoPersons();
            case "WATERMARK" -> new Watermark();
            default -> {
                if (!text.matches("ROW_CAP:[1-9][0-9]{0,8}")) {
                    throw new IllegalArgumentException("there is no obligation " + text);
                }
                yield new RowCap(Integer.parseInt(text.substring("ROW_CAP:".length())));
            }
        };
    }
}
