/* The commands of the line, one file each. */
#ifndef CROSSDOCK_CLI_COMMANDS_H
#define CROSSDOCK_CLI_COMMANDS_H

int keys_main(int argc, char **argv);
int import_main(int argc, char **argv);
int order_main(int argc, char **argv);
int return_main(int argc, char **argv);
int picks_main(int argc, char **argv);
int fulfillment_main(int argc, char **argv);
int pick_main(int argc, char **argv);
int pack_main(int argc, char **argv);
int lists_main(int argc, char **argv);
int pickups_main(int argc, char **argv);
int wave_main(int argc, char **argv);
int policy_main(int argc, char **argv);
int tail_main(int argc, char **argv);
int why_main(int argc, char **argv);
int replay_main(int argc, char **argv);
int quote_main(int argc, char **argv);
int stock_main(int argc, char **argv);
int receive_main(int argc, char **argv);
int adjust_main(int argc, char **argv);
int write_off_main(int argc, char **argv);
int change_state_main(int argc, char **argv);
int bins_main(int argc, char **argv);
int safety_stock_main(int argc, char **argv);
int purchase_order_main(int argc, char **argv);
int asn_main(int argc, char **argv);
int transfer_main(int argc, char **argv);
int count_main(int argc, char **argv);
int location_main(int argc, char **argv);
int location_profile_main(int argc, char **argv);
int channel_main(int argc, char **argv);
int shadow_report_main(int argc, char **argv);
int regret_main(int argc, char **argv);
int scarcity_main(int argc, char **argv);
int proposals_main(int argc, char **argv);
int planning_main(int argc, char **argv);
int calculate_main(int argc, char **argv);
int forecast_main(int argc, char **argv);
int alerts_main(int argc, char **argv);
int plan_main(int argc, char **argv);
int promotion_main(int argc, char **argv);
int holiday_main(int argc, char **argv);
int analogue_main(int argc, char **argv);
int dead_letters_main(int argc, char **argv);
int retry_parked_main(int argc, char **argv);
int lay_out_stock_main(int argc, char **argv);
int simulate_main(int argc, char **argv);
int api_key_main(int argc, char **argv);
int user_main(int argc, char **argv);

#endif
