"""Files kept in an S3 bucket: written only where nothing stands, with checksum and lock, and read back."""

import hashlib
from datetime import UTC, datetime, timedelta

from botocore.config import Config
from botocore.exceptions import ClientError
from django.utils.deconstruct import deconstructible
from storages.backends.s3 import S3Storage

from archiving.storage import AlreadyStored


@deconstructible(path="archiving.storage_s3.WriteOnceS3Storage")
class WriteOnceS3Storage(S3Storage):
    """A bucket. Written only where nothing stands, with a checksum and a lock if asked for, and read back.

    `lock_days`: governance lock (Object Lock) for so many days from the day of writing; 0 leaves it to the bucket.
    """

    def __init__(self, **settings):
        self.lock_days = settings.pop("lock_days", 0)
        super().__init__(**settings)

    def get_default_settings(self):
        return super().get_default_settings() | {
            "file_overwrite": True,  # names are digests: never invent another name for the same bytes
            "default_acl": None,
            "querystring_auth": True,
            "client_config": Config(
                connect_timeout=3, read_timeout=15, retries={"max_attempts": 2}, signature_version="s3v4"
            ),
        }

    def write_parameters(self):
        parameters: dict[str, object] = {"ChecksumAlgorithm": "SHA256", "IfNoneMatch": "*"}
        if self.lock_days:
            parameters["ObjectLockMode"] = "GOVERNANCE"
            parameters["ObjectLockRetainUntilDate"] = datetime.now(UTC) + timedelta(days=self.lock_days)
        return parameters

    def _save(self, name, content):
        """Put the object in one request and read it back: servers have been seen to accept a wrong checksum."""
        cleaned = self._normalize_name(name.lstrip("/"))
        content.seek(0)
        body = content.read()
        client = self.connection.meta.client
        try:
            client.put_object(
                Bucket=self.bucket_name,
                Key=cleaned,
                Body=body,
                ContentType="application/octet-stream",
                **self.write_parameters(),
            )
        except ClientError as error:
            if error.response["ResponseMetadata"]["HTTPStatusCode"] == 412:
                raise AlreadyStored(name) from error
            raise
        back = client.get_object(Bucket=self.bucket_name, Key=cleaned)["Body"].read()
        if hashlib.sha256(back).digest() != hashlib.sha256(body).digest():
            raise OSError(f"{self.bucket_name} gave back other bytes than were put there")
        return name
