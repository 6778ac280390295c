#pragma once
// libnats is loaded when a relay begins. Each call takes the address of what it calls; its type is that
// of the header, so that a library that has changed does not compile. Of the library only what is opaque
// is used: what JetStream is asked are messages of JSON, so that no structure's layout has to stay as it
// is from one version to the next.
#include <nats/nats.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

#define TLM_NATS(name, address) ((__typeof__(name) *)(address))

// Options of a connection.

static inline int tlm_nats_options(void *address, natsOptions **options) {
  return (int)TLM_NATS(natsOptions_Create, address)(options);
}

static inline void tlm_nats_options_free(void *address, natsOptions *options) {
  TLM_NATS(natsOptions_Destroy, address)(options);
}

static inline int tlm_nats_servers(
    void *address, natsOptions *options, const char **urls, int count) {
  return (int)TLM_NATS(natsOptions_SetServers, address)(options, urls, count);
}

static inline int tlm_nats_credentials(void *address, natsOptions *options, const char *path) {
  return (int)TLM_NATS(natsOptions_SetUserCredentialsFromFiles, address)(options, path, NULL);
}

/// For options that take one text: `natsOptions_SetName`, `natsOptions_LoadCATrustedCertificates`.
static inline int tlm_nats_text(void *address, natsOptions *options, const char *value) {
  return (int)TLM_NATS(natsOptions_SetName, address)(options, value);
}

/// For options that take one long number, most of them milliseconds.
static inline int tlm_nats_long(void *address, natsOptions *options, int64_t value) {
  return (int)TLM_NATS(natsOptions_SetTimeout, address)(options, value);
}

static inline int tlm_nats_number(void *address, natsOptions *options, int value) {
  return (int)TLM_NATS(natsOptions_SetMaxReconnect, address)(options, value);
}

static inline int tlm_nats_flag(void *address, natsOptions *options, bool value) {
  return (int)TLM_NATS(natsOptions_SetAllowReconnect, address)(options, value);
}

// A connection.

static inline int tlm_nats_connect(void *address, natsConnection **made, natsOptions *options) {
  return (int)TLM_NATS(natsConnection_Connect, address)(made, options);
}

static inline void tlm_nats_close(void *address, natsConnection *connection) {
  TLM_NATS(natsConnection_Close, address)(connection);
}

static inline void tlm_nats_destroy(void *address, natsConnection *connection) {
  TLM_NATS(natsConnection_Destroy, address)(connection);
}

static inline int tlm_nats_state(void *address, natsConnection *connection) {
  return (int)TLM_NATS(natsConnection_Status, address)(connection);
}

static inline int64_t tlm_nats_max_payload(void *address, natsConnection *connection) {
  return TLM_NATS(natsConnection_GetMaxPayload, address)(connection);
}

static inline int tlm_nats_flush(void *address, natsConnection *connection, int64_t timeout_ms) {
  return (int)TLM_NATS(natsConnection_FlushTimeout, address)(connection, timeout_ms);
}

static inline int tlm_nats_publish(void *address, natsConnection *connection, natsMsg *message) {
  return (int)TLM_NATS(natsConnection_PublishMsg, address)(connection, message);
}

static inline int tlm_nats_request(
    void *address, natsMsg **reply, natsConnection *connection, natsMsg *message,
    int64_t timeout_ms) {
  return (int)TLM_NATS(natsConnection_RequestMsg, address)(reply, connection, message, timeout_ms);
}

// A subscription.

static inline int tlm_nats_subscribe(
    void *address, natsSubscription **made, natsConnection *connection, const char *subject) {
  return (int)TLM_NATS(natsConnection_SubscribeSync, address)(made, connection, subject);
}

static inline int tlm_nats_limits(
    void *address, natsSubscription *subscription, int messages, int bytes) {
  return (int)TLM_NATS(natsSubscription_SetPendingLimits, address)(subscription, messages, bytes);
}

static inline int tlm_nats_next(
    void *address, natsMsg **message, natsSubscription *subscription, int64_t timeout_ms) {
  return (int)TLM_NATS(natsSubscription_NextMsg, address)(message, subscription, timeout_ms);
}

static inline void tlm_nats_unsubscribe(void *address, natsSubscription *subscription) {
  TLM_NATS(natsSubscription_Destroy, address)(subscription);
}

// A message.

static inline int tlm_nats_message(
    void *address, natsMsg **made, const char *subject, const char *reply, const char *bytes,
    int count) {
  return (int)TLM_NATS(natsMsg_Create, address)(made, subject, reply, bytes, count);
}

static inline void tlm_nats_free(void *address, natsMsg *message) {
  TLM_NATS(natsMsg_Destroy, address)(message);
}

static inline const char *tlm_nats_subject(void *address, const natsMsg *message) {
  return TLM_NATS(natsMsg_GetSubject, address)(message);
}

static inline const char *tlm_nats_reply(void *address, const natsMsg *message) {
  return TLM_NATS(natsMsg_GetReply, address)(message);
}

static inline const char *tlm_nats_bytes(void *address, const natsMsg *message) {
  return TLM_NATS(natsMsg_GetData, address)(message);
}

static inline int tlm_nats_count(void *address, const natsMsg *message) {
  return TLM_NATS(natsMsg_GetDataLength, address)(message);
}

static inline int tlm_nats_add_header(
    void *address, natsMsg *message, const char *name, const char *value) {
  return (int)TLM_NATS(natsMsgHeader_Set, address)(message, name, value);
}

static inline int tlm_nats_header(
    void *address, natsMsg *message, const char *name, const char **value) {
  return (int)TLM_NATS(natsMsgHeader_Get, address)(message, name, value);
}

/// The names of a message's headers: the array is the caller's, what stands in it is the message's.
static inline int tlm_nats_headers(
    void *address, natsMsg *message, const char ***names, int *count) {
  return (int)TLM_NATS(natsMsgHeader_Keys, address)(message, names, count);
}

// Words.

static inline const char *tlm_nats_words(void *address, int status) {
  return TLM_NATS(natsStatus_GetText, address)((natsStatus)status);
}

static inline const char *tlm_nats_last_error(void *address) {
  return TLM_NATS(nats_GetLastError, address)(NULL);
}

static inline void tlm_nats_release(void *memory) { free(memory); }

static const int TLM_NATS_OK = NATS_OK;
static const int TLM_NATS_TIMEOUT = NATS_TIMEOUT;
static const int TLM_NATS_NO_RESPONDERS = NATS_NO_RESPONDERS;
static const int TLM_NATS_AUTH_FAILED = NATS_CONNECTION_AUTH_FAILED;
static const int TLM_NATS_NOT_PERMITTED = NATS_NOT_PERMITTED;
static const int TLM_NATS_MAX_PAYLOAD = NATS_MAX_PAYLOAD;
static const int TLM_NATS_SSL_ERROR = NATS_SSL_ERROR;
static const int TLM_NATS_SECURE_WANTED = NATS_SECURE_CONNECTION_WANTED;
static const int TLM_NATS_SECURE_REQUIRED = NATS_SECURE_CONNECTION_REQUIRED;
static const int TLM_NATS_IS_CONNECTED = NATS_CONN_STATUS_CONNECTED;
static const int TLM_NATS_IS_CLOSED = NATS_CONN_STATUS_CLOSED;
static const int TLM_NATS_CLOSED = NATS_CONNECTION_CLOSED;
