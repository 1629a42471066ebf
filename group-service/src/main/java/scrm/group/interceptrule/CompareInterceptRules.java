package scrm.group.interceptrule;

/** The job that compares our intercept rules with WeCom's. */
public record CompareInterceptRules() {
    /** The kind of job. */
    public static final String KIND = "intercept-rule-sync";
}
