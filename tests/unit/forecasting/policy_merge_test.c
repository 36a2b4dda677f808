/*
 * Which policy holds for whom, field by field.
 */
#include "tests/unit/forecasting/stock_table.h"

/* scope: sku class category location, of likewise : applies */
static const char scopes[] = "- - - -, S1 AX toys BER : yes\n"
                             "S1 - - -, S1 AX toys BER : yes\n"
                             "S2 - - -, S1 AX toys BER : no\n"
                             "- AX - -, S1 AX toys BER : yes\n"
                             "- A - -, S1 AX toys BER : yes\n"
                             "- X - -, S1 AX toys BER : yes\n"
                             "- Z - -, S1 AX toys BER : no\n"
                             "- AZ - -, S1 AX toys BER : no\n"
                             "- A - -, S1 - toys BER : no\n"
                             "- - toys -, S1 AX toys BER : yes\n"
                             "- - books -, S1 AX toys BER : no\n"
                             "- - - BER, S1 AX toys BER : yes\n"
                             "- A toys HAM, S1 AX toys BER : no\n"
                             "S1 AX toys BER, S1 AX toys BER : yes\n";

static const char *
text_of(const char *word)
{
    return strcmp(word, "-") == 0 ? "" : word;
}

static void
for_whom_a_scope_is(void **state)
{
    char word[8][8], answer[8];
    int bytes;

    (void)state;
    for (const char *at = scopes; *at != '\0'; at += bytes) {
        assert_int_equal(sscanf(at, "%7s %7s %7s %7[^,], %7s %7s %7s %7s : %7s\n%n", word[0],
                                word[1], word[2], word[3], word[4], word[5], word[6], word[7],
                                answer, &bytes),
                         9);
        const struct policy_scope scope = {text_of(word[0]), text_of(word[1]), text_of(word[2]),
                                           text_of(word[3])};
        const struct policy_scope of = {text_of(word[4]), text_of(word[5]), text_of(word[6]),
                                        text_of(word[7])};
        print_message("%.*s", bytes, at);
        assert_int_equal(policy_applies(&scope, &of), answer[0] == 'y');
    }
}

static void
the_most_exact_comes_first(void **state)
{
    static const struct policy_scope rising[] = {
        {"", "", "", ""},        {"", "", "", "BER"},   {"", "", "toys", ""},
        {"", "", "toys", "BER"}, {"", "Z", "", ""},     {"", "A", "", ""},
        {"", "A", "", "BER"},    {"", "AX", "", ""},    {"", "AX", "toys", "BER"},
        {"S1", "", "", ""},      {"S1", "", "", "BER"},
    };

    (void)state;
    for (size_t i = 1; i < sizeof rising / sizeof rising[0]; i++)
        if (policy_rank(&rising[i]) <= policy_rank(&rising[i - 1]))
            fail_msg("row %zu is not above the one before", i);
}

static void
fields_come_from_the_most_exact_that_says_them(void **state)
{
    static const struct planning_policy any = {.scope = {"", "", "", ""},
                                               .service_level = 0.9,
                                               .review_days = 14,
                                               .hold_back = 0.5,
                                               .automatic = {.units = 10}};
    static const struct planning_policy toys = {
        .scope = {"", "", "toys", ""}, .service_level = 0.97, .order_cost_minor = 800};
    static const struct planning_policy class_a = {
        .scope = {"", "A", "", ""}, .service_level = 0.98, .automatic = {.transfers = true}};
    static const struct planning_policy sku = {
        .scope = {"S1", "", "", ""}, .rule = REVIEW_CONTINUOUS, .hold_back = -1};
    static const struct planning_policy other = {.scope = {"S2", "", "", ""}, .review_days = 99};
    const struct planning_policy *policies[] = {&any, &other, &sku, &toys, &class_a};
    const struct policy_scope of = {"S1", "AX", "toys", "BER"}, unknown = {"S9", "", "", "HAM"};

    (void)state;
    const struct merged_policy merged = policy_merge(policies, 5, &of);
    assert_near(merged.policy.service_level, 0.98, 0, "of the class");
    assert_ptr_equal(merged.from[POLICY_SERVICE_LEVEL], &class_a);
    assert_int_equal(merged.policy.review_days, 14);
    assert_ptr_equal(merged.from[POLICY_REVIEW_DAYS], &any);
    assert_int_equal(merged.policy.order_cost_minor, 800);
    assert_ptr_equal(merged.from[POLICY_ORDER_COST], &toys);
    assert_int_equal(merged.policy.rule, REVIEW_CONTINUOUS);
    assert_near(merged.policy.hold_back, 0, 0, "stated: none");
    assert_ptr_equal(merged.from[POLICY_HOLD_BACK], &sku);
    assert_true(merged.policy.automatic.transfers && merged.policy.automatic.units == 0);
    assert_near(merged.policy.holding_rate, 0.2, 0, "built in");
    assert_null(merged.from[POLICY_HOLDING_RATE]);
    assert_int_equal(merged.policy.transfer_days, 2);

    const struct merged_policy plain = policy_merge(policies + 1, 4, &unknown);
    assert_near(plain.policy.service_level, 0.95, 0, "built in");
    assert_int_equal(plain.policy.review_days, 7);
    assert_int_equal(plain.policy.rule, REVIEW_PERIODIC);
    assert_near(plain.policy.hold_back, 0, 0, "built in");
    for (enum policy_field field = 0; field < POLICY_FIELD_COUNT; field++) {
        assert_null(plain.from[field]);
        assert_true(policy_field_name(field)[0] != '\0');
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(for_whom_a_scope_is),
        cmocka_unit_test(the_most_exact_comes_first),
        cmocka_unit_test(fields_come_from_the_most_exact_that_says_them),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
