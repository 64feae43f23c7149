import {members, membersOfEach, MESSAGE_ONLY, type BlockingGroup} from '../knowledge.ts';
import {library} from './library.ts';

export const cloudClients: readonly BlockingGroup[] = [
  library('boto3 1.44.5', 'network', '`aioboto3` or `aiobotocore`', [
    'boto3.client().*',
    ...members('boto3.resource().Table()', 'get_item put_item update_item delete_item query scan'),
    ...members('boto3.resource().Bucket()', 'upload_file upload_fileobj download_file download_fileobj put_object'),
    ...members('boto3.resource().Object()', 'get put delete load upload_file upload_fileobj download_file download_fileobj'),
    ...members('boto3.resource().Queue()', 'send_message receive_messages'),
  ]),
  library('boto3 1.44.5', 'file', 'one client that is made at start-up, or `aioboto3`', ['boto3.client', 'boto3.resource', 'boto3.Session().client', 'boto3.Session().resource'], {
    confidence: 'possible',
    rewrite: MESSAGE_ONLY,
    reason: 'Creating a client reads and parses the descriptions of the service from the disk.',
  }),
  library('google-cloud-storage 3.17.1', 'network', '`gcloud-aio-storage`', [
    ...membersOfEach(['google.cloud.storage.Blob()', 'google.cloud.storage.Client().bucket().blob()', 'google.cloud.storage.Client().get_bucket().blob()'], `
      delete download_as_bytes download_as_text download_to_filename exists reload upload_from_filename upload_from_string
    `),
    ...members('google.cloud.storage.Client()', 'get_bucket'),
  ]),
  library('google-cloud-bigquery', 'network', 'a worker thread', members('google.cloud.bigquery.Client()', 'query load_table_from_dataframe')),
  library('google-api-python-client', 'network', '`aiogoogle` or a worker thread', ['googleapiclient.http.HttpRequest().execute', 'googleapiclient.discovery.build']),
  library('azure-storage-blob', 'network', '`azure.storage.blob.aio`', [
    ...members('azure.storage.blob.BlobClient()', 'upload_blob download_blob delete_blob exists'),
    ...members('azure.storage.blob.ContainerClient()', 'upload_blob download_blob delete_blob create_container exists'),
    'azure.storage.blob.BlobServiceClient().create_container',
  ]),
  library('azure-identity', 'network', '`azure.identity.aio`', ['azure.identity.DefaultAzureCredential().get_token']),
  library('minio 7.2.20', 'network', '`miniopy-async`', members('minio.Minio()', 'fget_object fput_object get_object put_object stat_object')),
  library('minio 7.2.20', 'network', '`miniopy-async`', ['minio.Minio().list_objects'], {when: [{test: 'result is iterated'}], rewrite: MESSAGE_ONLY, reason: 'Each page of the list is a request.'}),
  library('docker 7.2.0', 'network', '`aiodocker`', [
    ...membersOfEach(['docker.from_env().containers', 'docker.DockerClient().containers', 'docker.models.containers.ContainerCollection()'], 'run list get create'),
    ...membersOfEach(['docker.from_env().containers.run()', 'docker.from_env().containers.get()', 'docker.models.containers.Container()'], 'exec_run kill logs remove start stop wait'),
  ]),
  library('kubernetes', 'network', '`kubernetes_asyncio`', members('kubernetes.client.CoreV1Api()', 'create_namespaced_pod list_namespaced_pod read_namespaced_pod')),
  library('hvac', 'network', 'a worker thread', members('hvac.Client()', 'read write')),
  library('gspread', 'network', '`gspread_asyncio`', ['gspread.service_account().open', 'gspread.service_account().open_by_key']),
  library('sendgrid', 'network', 'a worker thread', ['sendgrid.SendGridAPIClient().send']),
  library('slack_sdk', 'network', '`slack_sdk.web.async_client.AsyncWebClient`', members('slack_sdk.WebClient()', 'api_call chat_postMessage')),
  library('stripe', 'network', 'the methods that end in `_async`', ['stripe.Charge.create', 'stripe.PaymentIntent.create', 'stripe.Customer.create', 'stripe.checkout.Session.create']),
  library('twilio', 'network', '`messages.create_async`', ['twilio.rest.Client().messages.create']),
  library('ldap3', 'network', 'a worker thread', members('ldap3.Connection()', 'bind search')),
  library('zeep', 'network', '`zeep.AsyncClient`', ['zeep.Client', 'zeep.Client().service.*']),
  library('mlflow', 'network', 'a worker thread', members('mlflow', 'log_artifact log_metric log_param start_run')),
  library('wandb', 'network', 'a worker thread', ['wandb.init']),
  library('sentry-sdk', 'wait', 'a worker thread', ['sentry_sdk.flush']),
];

/** Methods of a client that send nothing. */
export const harmlessOfCloudClients: readonly string[] = [
  ...members('boto3.client()', 'can_paginate get_paginator get_waiter generate_presigned_url generate_presigned_post close meta exceptions'),
];
