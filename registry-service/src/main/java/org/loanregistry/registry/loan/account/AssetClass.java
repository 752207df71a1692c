package org.loanregistry.registry.loan.account;

/**
 * The five classes of an asset by the days that it is past due (rules of classification of 2023, article 7 and following):
 * a floor, for a lender may hold a loan for worse.
 */
public enum AssetClass {
    NORMAL("正常", 0),
    SPECIAL_MENTION("关注", 1),
    SUBSTANDARD("次级", 91),
    DOUBTFUL("可疑", 271),
    LOSS("损失", 361);

    private final String chinese;
    private final int fromDays;

    AssetClass(String chinese, int fromDays) {
        this.chinese = chinese;
        this.fromDays = fromDays;
    }

    /** As Chinese law names it. */
    public String chinese() {
        return chinese;
    }

    /** At least this bad after so many days past due; 0 is not past due. */
    public static AssetClass ofDaysPastDue(long days) {
        AssetClass found = NORMAL;
        for (AssetClass one : values()) {
            if (days >= one.fromDays) {
                found = one;
            }
        }
        return found;
    }

    /** The worse of both. */
    public AssetClass orWorse(AssetClass other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
