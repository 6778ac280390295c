// What libnats alone does with the same lines: publish them and hear that they are kept (`push`), take them
// by a durable consumer and acknowledge each (`pull`), and ask of each for itself (`ask`).
// Usage: bare_relay push|pull|ask URL COUNT [FILE OF LINES]; prints seconds, for `ask` each publication's.
#include <nats/nats.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void must(natsStatus status, const char *what) {
  if (status == NATS_OK) return;
  fprintf(stderr, "bare_relay: %s: %s\n", what, natsStatus_GetText(status));
  exit(1);
}

static double now(void) { return nats_NowInNanoSeconds() / 1e9; }

static void make_stream(jsCtx *js) {
  jsStreamConfig config;
  jsStreamInfo *info = NULL;
  const char *subjects[] = {"bare.*"};
  must(jsStreamConfig_Init(&config), "a stream");
  config.Name = "bare";
  config.Subjects = subjects;
  config.SubjectsLen = 1;
  config.Storage = js_FileStorage;
  must(js_AddStream(&info, js, &config, NULL, NULL), "a stream");
  jsStreamInfo_Destroy(info);
}

// With a message id each, as the relay's have one.
static natsMsg *message(const char *line, int length, int number) {
  natsMsg *made = NULL;
  char id[32];
  snprintf(id, sizeof id, "bare:%d", number);
  must(natsMsg_Create(&made, "bare.event", NULL, line, length), "a message");
  must(natsMsgHeader_Set(made, "Nats-Msg-Id", id), "a message");
  return made;
}

static void push(jsCtx *js, FILE *lines, int count, int asks) {
  static char line[1 << 20];
  double begin = now();
  for (int number = 0; number < count && fgets(line, sizeof line, lines); number++) {
    natsMsg *made = message(line, (int)strlen(line) - 1, number);
    if (asks) {
      jsPubAck *answer = NULL;
      double one = now();
      must(js_PublishMsg(&answer, js, made, NULL, NULL), "publish");
      printf("%.9f\n", now() - one);
      jsPubAck_Destroy(answer);
      natsMsg_Destroy(made);
    } else {
      must(js_PublishMsgAsync(js, &made, NULL), "publish");
    }
  }
  if (!asks) {
    jsPubOptions options;
    jsPubOptions_Init(&options);
    options.MaxWait = 120000;
    must(js_PublishAsyncComplete(js, &options), "the last answers");
    printf("%.9f\n", now() - begin);
  }
}

static void pull(jsCtx *js, int count) {
  natsSubscription *subscription = NULL;
  must(js_PullSubscribe(&subscription, js, "bare.*", "taker", NULL, NULL, NULL), "a consumer");
  double begin = now();
  for (int taken = 0; taken < count;) {
    natsMsgList list;
    must(natsSubscription_Fetch(&list, subscription, 500, 10000, NULL), "fetch");
    taken += list.Count;
    for (int number = 0; number < list.Count; number++) natsMsg_Ack(list.Msgs[number], NULL);
    natsMsgList_Destroy(&list);
  }
  printf("%.9f\n", now() - begin);
  natsSubscription_Destroy(subscription);
}

int main(int count, char **words) {
  if (count < 4) return 64;
  natsConnection *connection = NULL;
  jsCtx *js = NULL;
  jsOptions options;
  jsOptions_Init(&options);
  options.PublishAsync.MaxPending = 4096;
  must(natsConnection_ConnectTo(&connection, words[2]), "connect");
  must(natsConnection_JetStream(&js, connection, &options), "JetStream");
  if (!strcmp(words[1], "pull")) {
    pull(js, atoi(words[3]));
  } else {
    FILE *lines = fopen(words[4], "r");
    if (!lines) return 66;
    make_stream(js);
    push(js, lines, atoi(words[3]), !strcmp(words[1], "ask"));
  }
  jsCtx_Destroy(js);
  natsConnection_Destroy(connection);
  nats_Close();
  return 0;
}
