"""The bucket, against moto's server for S3."""

import hashlib

import boto3
import pytest
from moto import mock_aws

from archiving import blobs, storage
from tests.factories.organisation import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def bucket(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "x")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "y")
    with mock_aws():
        client = boto3.client("s3", region_name="eu-north-1")
        client.create_bucket(
            Bucket="arkivet",
            CreateBucketConfiguration={"LocationConstraint": "eu-north-1"},
            ObjectLockEnabledForBucket=True,
        )
        store = storage.from_url("s3://arkivet/filer?region=eu-north-1&lock_days=365")
        monkeypatch.setattr(blobs, "storages", {"archive": store})
        yield client


def test_a_file_is_kept_with_checksum_and_governance_lock_and_read_back(bucket):
    blob = blobs.store(b"en bild", media_type="image/png", now=NOW)
    key = f"filer/{blob.name}"
    head = bucket.head_object(Bucket="arkivet", Key=key, ChecksumMode="ENABLED")
    assert head["ObjectLockMode"] == "GOVERNANCE"
    assert head["ChecksumSHA256"]
    assert blobs.read(blob) == b"en bild"


def test_the_same_file_is_written_once(bucket):
    blob = blobs.store(b"en bild", media_type="image/png", now=NOW)
    blob.delete()
    blobs.store(b"en bild", media_type="image/png", now=NOW)
    versions = bucket.list_object_versions(Bucket="arkivet")["Versions"]
    assert len(versions) == 1


@pytest.mark.fault
def test_bytes_that_come_back_changed_are_no_kept_file(bucket, monkeypatch):
    store = blobs.storages["archive"]
    client = store.connection.meta.client
    put = client.put_object
    monkeypatch.setattr(client, "put_object", lambda **given: put(**given | {"Body": given["Body"] + b"!"}))
    with pytest.raises(blobs.StorageUnavailable):
        blobs.store(b"en bild", media_type="image/png", now=NOW)


@pytest.mark.fault
def test_a_bucket_that_is_not_there_is_an_unavailable_store(bucket, monkeypatch):
    monkeypatch.setattr(blobs, "storages", {"archive": storage.from_url("s3://saknas?region=eu-north-1")})
    with pytest.raises(blobs.StorageUnavailable):
        blobs.store(b"en bild", media_type="image/png", now=NOW)


@pytest.mark.fault
def test_a_file_deleted_behind_our_back_is_said_to_be_missing(bucket):
    blob = blobs.store(b"en bild", media_type="image/png", now=NOW)
    bucket.delete_object(Bucket="arkivet", Key=f"filer/{blob.name}")
    with pytest.raises(blobs.FileDamaged):
        blobs.open(blob)
    assert hashlib.sha256(b"en bild").hexdigest() == blob.sha256
